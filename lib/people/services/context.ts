import type { DataSource } from 'typeorm'
import type { AgentViewer, Viewer } from '@/lib/kernel/role'

/** What a service works with: the viewer, and the pool, because every service opens its own transaction. */
export type Context<V extends Viewer = Viewer> = { db: DataSource; viewer: V }
export type AgentContext = Context<AgentViewer>
