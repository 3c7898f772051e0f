import { type ChildProcess, spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'

export type Child = {
  /** Undefined if it could not be started. */
  pid: number | undefined
  /** Resolves when it has ended, with the exit code or signal as text. */
  ended: Promise<string>
  /** SIGTERM, then SIGKILL after `patience` milliseconds. Resolves when it has ended. */
  stop(patience: number): Promise<void>
  kill(): void
}

type Program = {
  root: string
  args: string[]
  env: NodeJS.ProcessEnv
  /** For a program that talks with us over a channel: what it is sent first, and what it sends. */
  channel?: { first: object; onMessage: (message: unknown) => void }
  onOutput: (text: string, stream: 'stdout' | 'stderr') => void
}

/**
 * Starts a Node program in its own process group, so that Ctrl-C reaches only `hakim start`, which stops its children in
 * order. The program's stdin is a pipe: if `hakim start` is killed, the program ends too (bin/end-with-parent.mjs).
 */
export function startChild({ root, args, env, channel, onOutput }: Program): Child {
  const guard = pathToFileURL(`${root}/bin/end-with-parent.mjs`).href
  const child: ChildProcess = spawn(process.execPath, ['--import', guard, ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', ...(channel ? (['ipc'] as const) : [])],
  })
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8')
    child[name]?.on('data', (text: string) => onOutput(text, name))
  }
  child.stdin?.on('error', () => {})
  if (channel) {
    child.on('message', channel.onMessage)
    // It may have ended already, which `ended` tells.
    child.send(channel.first, () => {})
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`))
  })
  return {
    pid: child.pid,
    ended,
    async stop(patience) {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), patience)
      await ended
      clearTimeout(timer)
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
