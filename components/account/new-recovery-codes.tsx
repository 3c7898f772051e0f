'use client'

import { useState } from 'react'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { NextStep } from './next-step'
import { type Making, PasswordStep } from './password-step'
import { RecoveryCodes } from './recovery-codes'

/** Makes new recovery codes and shows them. */
export function NewRecoveryCodes({ renew }: { renew: Making<{ codes: string[] }> }) {
  const [made, setMade] = useState<{ codes: string[] } | null>(null)
  if (!made)
    return (
      <PasswordStep action={renew} got={setMade} label="Make new codes" busy="Making codes…">
        The earlier recovery codes stop working.
      </PasswordStep>
    )
  return (
    <>
      <DialogBody>
        <NextStep label="The new codes">
          <RecoveryCodes codes={made.codes} />
        </NextStep>
      </DialogBody>
      <DialogFoot cancel="Done" />
    </>
  )
}
