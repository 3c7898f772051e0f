// Loaded first into the server and the agent that `hakim start` starts. Their stdin is a pipe from it: when that
// ends, `hakim start` is gone, even by kill -9, and what it started must not stay behind.
let alone = false
const end = () => {
  if (alone) return
  alone = true
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 8000).unref()
}
process.stdin.on('error', end).on('end', end).on('close', end).resume()
// The pipe alone keeps no process alive that has finished.
if ('unref' in process.stdin) process.stdin.unref()
