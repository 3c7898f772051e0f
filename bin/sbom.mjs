import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './install.mjs'

/**
 * Writes what Hakim is made of, every package that runs with its version, licence and hash, as CycloneDX into dist/sbom.json.
 * Read from package-lock.json alone, so that it needs no network.
 * @param {string} root
 */
export function writeSbom(root) {
  const { command, env } = npm(['sbom', '--omit=dev', '--sbom-format=cyclonedx', '--package-lock-only'])
  const [program, ...args] = command
  const text = execFileSync(program, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist', 'sbom.json'), text)
}
