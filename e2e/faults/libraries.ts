import { join } from 'node:path'
import { unpackedFolder } from '@/test/debian-program'

/** Where a package of Debian that is not installed has its libraries, for LD_LIBRARY_PATH. */
export const librariesOf = (name: string): string =>
  join(unpackedFolder(name), 'usr', 'lib', `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`)
