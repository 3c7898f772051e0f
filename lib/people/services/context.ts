import type { DataSource } from 'typeorm'
import type { AgentViewer, Viewer } from '@/lib/kernel/role'

/** What a service works with: who asks, and the pool, since every service opens its own transaction. */
export type Context<V extends Viewer = Viewer> = { db: DataSource; viewer: V }
export type AgentContext = Context<AgentViewer>
