import type { EntityManager } from 'typeorm'
import { Node } from '@/lib/db/entities/node'
import type { NodeScope } from '@/lib/kernel/did/node-scope'

export const nodeExists = (manager: EntityManager, scope: NodeScope): Promise<boolean> =>
  manager.existsBy(Node, { node_did: scope.did })
