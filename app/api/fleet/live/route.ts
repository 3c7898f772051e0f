import { fleetLiveAnswer } from '@/lib/server/direct-fleet'

/** For those who run Next without lib/server; `hakim start` answers this call before Next (lib/server/direct-fleet.ts). */
export async function GET(request: Request): Promise<Response> {
  const header = (name: string): string | undefined => request.headers.get(name) ?? undefined
  const from = { authorization: header('authorization'), cookie: header('cookie') }
  const { status, headers, body } = await fleetLiveAnswer(request.url, from)
  return new Response(body, { status, headers })
}
