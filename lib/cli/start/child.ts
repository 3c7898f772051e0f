import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'

export type Child = {
  /** Undefined when it could not be started. */
  pid: number | undefined
  /** Resolves when it has ended: how, in words. */
  ended: Promise<string>
  /** SIGTERM, and SIGKILL when it takes longer than `patience` milliseconds. Resolves when it has ended. */
  stop(patience: number): Promise<void>
  kill(): void
}

type Program = {
  root: string
  args: string[]
  env: NodeJS.ProcessEnv
  onOutput: (text: string, stream: 'stdout' | 'stderr') => void
}

/**
 * Starts a Node program in a process group of its own, so that Ctrl-C reaches `hakim start` alone and it decides
 * the order of the end. The program's stdin is a pipe from us: should we be killed, it ends as well (bin/end-with-parent.mjs).
 */
export function startChild({ root, args, env, onOutput }: Program): Child {
  const guard = pathToFileURL(`${root}/bin/end-with-parent.mjs`).href
  const child = spawn(process.execPath, ['--import', guard, ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8')
    child[name].on('data', (text: string) => onOutput(text, name))
  }
  child.stdin.on('error', () => {})
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
