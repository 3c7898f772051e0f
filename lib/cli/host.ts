/** What commands get from bin/hakim.mjs, which runs before anything is installed or built. */
export type Host = {
  /** The folder of the installation. */
  root: string
  /** Of package.json. */
  version: string
  /** Builds pages and agent if they are not up to date; shows progress on stderr. */
  prepare(): Promise<void>
}
