import { HealthReport } from './health-report'
import { JobDetails } from './job-details'
import { MaintenanceJob } from './maintenance-job'
import { Node } from './node'
import { NodeLatest } from './node-latest'
import { Person } from './person'
import { Token } from './token'

export const entities = [HealthReport, JobDetails, MaintenanceJob, Node, NodeLatest, Person, Token]
