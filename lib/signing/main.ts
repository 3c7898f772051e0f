import { verifyFile } from './verify-file'

// Entry point of the verifier that is one file and needs neither the server nor a database: dist/verify-consent.mjs.
const [file, option, pins, ...rest] = process.argv.slice(2)
const isUsage =
  file !== undefined &&
  !file.startsWith('-') &&
  rest.length === 0 &&
  (option === undefined || (option === '--pins' && pins !== undefined))
if (isUsage) process.exitCode = verifyFile({ file, pins }, console.log)
else {
  console.error('Usage: node verify-consent.mjs FILE [--pins FILE]')
  process.exitCode = 2
}
