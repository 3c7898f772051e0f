import { agent } from './agent'
import { database } from './database'
import { disk } from './disk'
import { failover } from './failover'
import { hung } from './hung'
import { idleWriter } from './idle-writer'
import { locks } from './locks'
import { overload } from './overload'
import { pooler } from './pooler'
import { server } from './server'

export const faults = [database, server, agent, hung, idleWriter, locks, disk, overload, failover, pooler]
