// Loaded first into the server and the agent that `hakim start` starts. Their stdin is a pipe from it: when the pipe
// closes, `hakim start` is gone, even by kill -9, and its children must not stay behind.
let alone = false
const end = () => {
  if (alone) return
  alone = true
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 8000).unref()
}
process.stdin.on('error', end).on('end', end).on('close', end).resume()
// The pipe alone does not keep a finished process alive.
if ('unref' in process.stdin) process.stdin.unref()
