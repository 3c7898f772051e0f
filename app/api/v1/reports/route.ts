import { receiveReports } from '@/lib/server/receive-reports'

/** For those who run Next without lib/server; `hakim start` answers this call before Next (lib/server/direct-reports.ts). */
export async function POST(request: Request): Promise<Response> {
  const { status, headers, body } = await receiveReports(request)
  return new Response(body, { status, headers })
}
