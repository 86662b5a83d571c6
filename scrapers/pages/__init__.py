"""What the site's pages show: rows of the built database become what templates print. No HTTP, no templates here."""
