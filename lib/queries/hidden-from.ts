import type { Viewer } from '@/lib/domain/role'

/** Whom lists of jobs hide restricted nodes from: an administrator sees all, an agent is held to its own node. */
export const hiddenFrom = (viewer: Viewer): string | null =>
  viewer.kind === 'person' && viewer.role !== 'admin' ? viewer.id : null
