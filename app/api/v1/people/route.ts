import { peopleCalls } from '@/lib/api/domain/calls-people'
import { peopleList } from '@/lib/people/queries/people'
import { queryRoute } from '@/lib/transport/route'

export const GET = queryRoute(peopleCalls.listPeople, ({ viewer, query }) => peopleList(viewer, query))
