import { type Command, Option } from 'commander'
import type { z } from 'zod'
import { parseServer, parseTokenFile } from '@/lib/agent/command'
import { tokenIn } from '@/lib/agent/host/token-file'
import { createApi } from '@/lib/agent/server/api'
import { CommandError, exitCodes } from '@/lib/cli/exit'
import { shownLine } from '@/lib/cli/shown'
import { isPlainHttp } from '@/lib/kernel/url/plain-http'

export type ServerOptions = {
  server?: string
  /** The token in it. */
  tokenFile?: string
  json?: boolean
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A Hakim server, called as the person whose token it is. A refusal of the server ends the command with its words. */
export type Server = {
  ask: <T>(method: Method, path: string, answer: z.ZodType<T>, body?: object) => Promise<T>
}

/** What to do when there is no answer, by its reason. */
const unanswered: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there: start Hakim, or correct --server or HAKIM_SERVER.',
  ENOTFOUND: 'That name is unknown: correct --server or HAKIM_SERVER.',
  'no answer in time':
    'Try again; if it stays so, look at the server and the network between here and there.',
}

/** The options of every command that talks to a server and needs no database. */
export const overServer = (command: Command): Command =>
  command
    .addOption(
      new Option('--server <url>', 'URL of the Hakim server').env('HAKIM_SERVER').argParser(parseServer),
    )
    .addOption(
      new Option(
        '--token-file <file>',
        'file with your token, which only you can read (default: the token in HAKIM_TOKEN)',
      ).argParser(parseTokenFile),
    )
    .option('--json', 'print JSON')

/** Exits with code 2 if an option is missing, or if others could read the token on its way. */
export function connect(command: Command, { server, tokenFile }: ServerOptions): Server {
  const wrong = (message: string) => command.error(`error: ${message}`, { exitCode: exitCodes.usage })
  if (!server) return wrong('give the URL of the Hakim server with --server or in HAKIM_SERVER')
  if (isPlainHttp(server))
    return wrong(
      `anyone between here and ${server} could read your token and change what you see; give an https URL`,
    )
  const token = tokenFile ?? tokenIn(process.env.HAKIM_TOKEN ?? '')
  if (!token)
    return wrong(
      'give your token in HAKIM_TOKEN or with --token-file; Settings → Tokens makes one with the scopes read, jobs and decide',
    )
  const { signal } = new AbortController()
  const api = createApi({ server, token, userAgent: 'hakim', signal, onAnswer: () => undefined })
  return {
    ask: async (method, path, answer, body) => {
      const got = await api(method, `/api/v1${path}`, body, { timeoutMs: 30_000 })
      if (!got.ok)
        throw new CommandError(
          got.status === 0
            ? `No answer from ${server}: ${got.detail}. ${unanswered[got.detail] ?? 'Check --server or HAKIM_SERVER, and that Hakim runs there.'}`
            : shownLine(got.detail) +
                (got.status === 401 ? ` (It comes from ${tokenFile ? '--token-file' : 'HAKIM_TOKEN'}.)` : ''),
        )
      const parsed = answer.safeParse(got.body)
      if (parsed.success) return parsed.data
      throw new CommandError(
        `The answer of ${server} to ${method} ${path} is not one of Hakim; use the version of the server here, too.`,
      )
    },
  }
}
