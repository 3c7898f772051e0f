'use server'

import { annotate as add } from '@/lib/annotations/services/annotate'
import { deleteAnnotation as remove } from '@/lib/annotations/services/delete-annotation'
import type { Result } from '@/lib/kernel/errors'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

type Changed = Promise<Result<{ warnings: string[] }>>

export async function annotate(input: unknown): Changed {
  return changed(personAction((ctx) => add(ctx, input)))
}

export async function deleteAnnotation(input: unknown): Changed {
  const { annotationId } = fieldsOf(input)
  return changed(personAction((ctx) => remove(ctx, textField(annotationId))))
}
