import { notReady } from '@/lib/server/ready'

export const dynamic = 'force-dynamic'

/** Ready when the database answers on the connections for each kind of work; 503 otherwise. */
export async function GET(): Promise<Response> {
  const detail = await notReady()
  return Response.json(detail === null ? { status: 'ready' } : { status: 'unavailable', detail }, {
    status: detail === null ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
