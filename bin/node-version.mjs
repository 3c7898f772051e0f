/** Ends the process with a clear message if this version of Node cannot run Hakim. */
export function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 9)) return
  console.error(
    `Hakim needs Node 20.9 or later; this is Node ${process.versions.node}. Install a newer version from https://nodejs.org and start again.`,
  )
  process.exit(1)
}
