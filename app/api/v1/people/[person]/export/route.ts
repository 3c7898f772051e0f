import { peopleCalls } from '@/lib/api/domain/calls-people'
import { contextOf } from '@/lib/auth/context'
import { exportPerson } from '@/lib/people/services/export-person'
import { route } from '@/lib/transport/route'

export const GET = route(peopleCalls.exportPerson, async ({ viewer, params }) => {
  const exported = await exportPerson(await contextOf(viewer), params.person)
  if (!exported.ok) return exported
  // A browser keeps it as a file.
  return Response.json(exported.value, {
    headers: { 'cache-control': 'no-store', 'content-disposition': 'attachment; filename="person.json"' },
  })
})
