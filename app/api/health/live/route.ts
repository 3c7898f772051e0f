/** The process answers; this does not check the database. */
export const GET = (): Response =>
  Response.json({ status: 'live' }, { headers: { 'cache-control': 'no-store' } })
