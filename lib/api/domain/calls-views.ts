import { pinnedNodeAnswer } from '@/lib/fleet/domain/answers'
import {
  changedViewAnswer,
  viewChange,
  viewRequest,
  viewsAnswer,
  viewsQuery,
} from '@/lib/views/domain/view-calls'
import {
  createdWallLinkAnswer,
  revokedWallLinkAnswer,
  wallLinkRequest,
  wallLinksAnswer,
} from '@/lib/views/domain/wall-calls'
import type { ApiCall } from './call'

/** The calls about saved views, pins and links for walls. */
export const viewCalls = {
  listViews: {
    method: 'GET',
    path: '/api/v1/views',
    tag: 'Views',
    summary: 'List saved views: one’s own, then those that others share',
    may: 'readViews',
    query: viewsQuery,
    answer: viewsAnswer,
  },
  saveView: {
    method: 'POST',
    path: '/api/v1/views',
    tag: 'Views',
    summary: 'Save the address of a page under a name, for oneself or for everybody',
    may: 'saveViews',
    body: viewRequest,
    answer: changedViewAnswer,
    makes: 'created',
    failures: ['conflict'],
  },
  changeView: {
    method: 'PUT',
    path: '/api/v1/views/{view_id}',
    tag: 'Views',
    summary: 'Rename a view, keep another query in it, or share it or no longer',
    may: 'saveViews',
    body: viewChange,
    answer: changedViewAnswer,
    failures: ['conflict'],
  },
  deleteView: {
    method: 'DELETE',
    path: '/api/v1/views/{view_id}',
    tag: 'Views',
    summary: 'Delete a view of one’s own; an administrator deletes any shared one',
    may: 'saveViews',
    answer: changedViewAnswer,
  },
  pinNode: {
    method: 'PUT',
    path: '/api/v1/nodes/{did}/pin',
    tag: 'Views',
    summary: 'Pin a node for oneself; `GET /nodes?pinned=true` lists the pinned ones',
    may: 'pinNode',
    answer: pinnedNodeAnswer,
    failures: ['conflict'],
  },
  unpinNode: {
    method: 'DELETE',
    path: '/api/v1/nodes/{did}/pin',
    tag: 'Views',
    summary: 'Take one’s own pin of a node away',
    may: 'pinNode',
    answer: pinnedNodeAnswer,
  },
  listWallLinks: {
    method: 'GET',
    path: '/api/v1/wall-links',
    tag: 'Views',
    summary: 'List links that show a view on a wall, the newest first; their tokens are stored nowhere',
    may: 'setWallLinks',
    answer: wallLinksAnswer,
  },
  createWallLink: {
    method: 'POST',
    path: '/api/v1/wall-links',
    tag: 'Views',
    summary:
      'Create a link that shows a view to whoever has it; it is answered this once and dies with the rights of its maker',
    may: 'setWallLinks',
    body: wallLinkRequest,
    answer: createdWallLinkAnswer,
    makes: 'created',
  },
  revokeWallLink: {
    method: 'DELETE',
    path: '/api/v1/wall-links/{link_id}',
    tag: 'Views',
    summary: 'Revoke a link for a wall for good',
    may: 'setWallLinks',
    answer: revokedWallLinkAnswer,
  },
} as const satisfies Record<string, ApiCall>
