import { databaseAnswers } from '@/lib/server/ready'

export const dynamic = 'force-dynamic'

/** Ready when the database answers; 503 otherwise. */
export async function GET(): Promise<Response> {
  const ready = await databaseAnswers()
  return Response.json(
    ready ? { status: 'ready' } : { status: 'unavailable', detail: 'The database does not answer.' },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
