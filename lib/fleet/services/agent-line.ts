import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isPlainHttp } from '@/lib/kernel/url/plain-http'

const path = 'agent/hakim-agent.mjs'

/** The SHA-256 of the agent that this server hands out, as `sha256sum` prints it; null where it was not built. */
async function agentChecksum(): Promise<string | null> {
  try {
    return createHash('sha256')
      .update(await readFile(`public/${path}`))
      .digest('hex')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/**
 * One line for the shell of a node: downloads the agent from this server, compares its checksum, and starts it. A file that
 * differs, because something between changed it, is not started.
 */
export async function agentLine(server: string, token: string): Promise<string> {
  const checksum = await agentChecksum()
  return [
    `curl -fsSO ${server}/${path}`,
    ...(checksum === null ? [] : [`echo '${checksum}  hakim-agent.mjs' | sha256sum -c`]),
    `HAKIM_AGENT_TOKEN=${token} node hakim-agent.mjs --server ${server}${isPlainHttp(server) ? ' --insecure-http' : ''}`,
  ].join(' && ')
}
