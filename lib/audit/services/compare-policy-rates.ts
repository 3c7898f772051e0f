import type { EntityManager } from 'typeorm'
import { policyIds, policyStarts } from '@/lib/audit/db/policy-starts'
import type { AuditFindings } from '@/lib/audit/domain/finding'
import { beyondRate } from '@/lib/audit/domain/policy-rate'
import { tableExists } from '@/lib/db/connection/table-exists'

/** Whether policies kept to the rates that their owners signed, by the jobs as they are; whether these are as the log says is compared before. */
export async function comparePolicyRates(tx: EntityManager, findings: AuditFindings): Promise<void> {
  if (!(await tableExists(tx, 'policies'))) return
  for (const policy of await policyIds(tx))
    for (const job of beyondRate(await policyStarts(tx, policy)))
      findings.add(
        'unlike',
        { stream: `job:${job}` },
        `the job ran by policy ${policy}, which had approved as many as its owner allowed`,
      )
}
