import { filesOf } from './verify-arguments'
import { verifyFile } from './verify-file'

// Entry point of the verifier that is one file and needs neither the server nor a database: dist/verify-consent.mjs.
const files = filesOf(process.argv.slice(2))
if (files) process.exitCode = verifyFile(files, console.log)
else {
  console.error('Usage: node verify-consent.mjs FILE [--pins FILE]')
  process.exitCode = 2
}
