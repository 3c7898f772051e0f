'use client'

import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogForm } from '@/components/ui/dialog-form'
import { Field, Input } from '@/components/ui/field'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import type { Action } from '@/components/ui/use-send'
import type { QrCode } from '@/lib/people/domain/qr-code'
import { NextStep } from './next-step'
import { type Making, PasswordStep } from './password-step'
import { RecoveryCodes } from './recovery-codes'

export type Setup = { key: string; qr: QrCode; codes: string[] }

/** A key in groups of four, as people type it. */
const grouped = (key: string): string => key.replace(/(.{4})(?=.)/g, '$1 ')

/** Asks for the password, then shows the key and the recovery codes, and takes the first code of the app. */
export function SecondFactorSetup({ start, confirm }: { start: Making<Setup>; confirm: Action }) {
  const [setup, setSetup] = useState<Setup | null>(null)
  if (!setup)
    return (
      <PasswordStep action={start} got={setSetup} label="Continue" busy="Making a key…">
        You need an authenticator app on your phone or in your password manager.
      </PasswordStep>
    )
  return (
    <DialogForm action={confirm} said="The second factor is on.">
      <DialogBody>
        <NextStep label="The key for your app">
          <FormNotes shown={['code']} />
          <p className="text-ink-2">Scan this with the app, or type the key into it.</p>
          <AppKey text={setup.key} qr={setup.qr} />
          <RecoveryCodes codes={setup.codes} />
          <Field label="Code that the app shows now" required path="code" subject="The code">
            <Input
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              spellCheck={false}
              className="max-w-44 font-mono"
            />
          </Field>
        </NextStep>
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant="primary" busy="Checking…">
          Turn it on
        </SubmitButton>
      </DialogFoot>
    </DialogForm>
  )
}

const AppKey = ({ text, qr }: { text: string; qr: QrCode }) => (
  <div className="flex flex-wrap items-center gap-4">
    <svg
      role="img"
      aria-label="QR code of the key"
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      shapeRendering="crispEdges"
      className="size-44 shrink-0 rounded-control"
    >
      {/* Dark on light in both themes: many apps cannot read the inverse. */}
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
    <div className="min-w-0 flex-1 basis-40">
      <div className="text-ink-2">Key</div>
      <div className="flex items-start gap-2">
        <code className="font-mono text-xs break-words">{grouped(text)}</code>
        <CopyButton text={text} label="Copy the key" />
      </div>
      <p className="mt-1 text-xs text-ink-3">6 digits, a new code every 30 s.</p>
    </div>
  </div>
)
