# Where did each party claim strikes on oil?
#
# Claims, not findings: a row says what a party stated about its own campaign. Claims are counted here, not targets, and a
# governorate without a row is not one without strikes. The record has gaps, and the two sides cannot be weighed.
#
# BASE=http://localhost:8001 Rscript oil_by_governorate.R

base <- Sys.getenv("BASE", "http://localhost:8001")

# A table's CSV with _stream=on is whole, however many rows it has; own=1 is what a party says that it did itself.
address <- paste0(base, "/briefings/claims_flat.csv?_stream=on&_size=max&own=1&target_class=oil")
claims <- read.csv(address, encoding = "UTF-8", na.strings = "")

claims$province[is.na(claims$province)] <- "(none stated, or left open)"
# A number counts as firm where the text prints it without a hedge; the others keep theirs and are not added up.
claims$firm <- !is.na(claims$count) & claims$hedge == "exact"

told <- aggregate(cbind(claims = 1, firm = as.integer(claims$firm)), by = claims[c("province", "claimed_by")], FUN = sum)
names(told)[4] <- "with an exact number"
told <- told[order(-told$claims, told$province, told$claimed_by), ]
options(width = 120)
print(told, row.names = FALSE)
