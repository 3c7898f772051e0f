import { api, type Endpoint, fixed, making, persons, signedIn } from './endpoint'
import { node, type ServerFixture, type ViewerName } from './server-fixture'

const people: readonly ViewerName[] = ['operator', 'requester', 'owner', 'delegate', 'stranger', 'admin']

/** An annotation of the viewer's own; an operator's where the viewer is no person. */
async function ownAnnotation(server: ServerFixture, viewer: string): Promise<string> {
  const [made] = await server.db.query<{ annotation_id: string }[]>(
    `INSERT INTO annotations (node_did, at, text, person_id) VALUES ($1, now(), 'Deployed', $2) RETURNING annotation_id`,
    [node, people.find((one) => one === viewer) ?? 'operator'],
  )
  if (!made) throw new Error('no annotation')
  return made.annotation_id
}

/** Routes about what is noted on charts. */
export const annotationRoutes: Record<string, Endpoint> = {
  'GET /api/v1/annotations': { answers: signedIn, call: fixed('GET', api('/annotations')) },
  'POST /api/v1/annotations': {
    answers: making(persons),
    call: fixed('POST', api('/annotations'), { node_did: node, text: 'Deployed 2.8.2' }),
  },
  'DELETE /api/v1/annotations/[annotationId]': {
    answers: persons,
    call: async (server, viewer) => ({
      method: 'DELETE',
      path: api(`/annotations/${await ownAnnotation(server, viewer)}`),
    }),
  },
}
