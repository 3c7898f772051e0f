import type { DataSource } from 'typeorm'
import type { AgentViewer, Viewer } from '@/lib/people/domain/role'

/** What a service works with: the database and who asks. */
/** Every service opens its own transaction, so it is given the pool. */
export type Context<V extends Viewer = Viewer> = { db: DataSource; viewer: V }
export type AgentContext = Context<AgentViewer>
