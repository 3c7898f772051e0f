import { z } from 'zod'
import type { JsonObject } from '@/lib/kernel/json/json'

const object = z.record(z.string(), z.json())
const wrapped = z.object({
  properties: z.object({ it: object }),
  $defs: z.record(z.string(), object).default({}),
})

/**
 * Turns zod schemas into JSON Schema. Those with an id become references into `named`, which OpenAPI keeps under
 * `#/components/schemas`. A check that JSON Schema cannot express is left out; a call that fails it gets a 400.
 */
export function jsonSchemas() {
  const named: Record<string, JsonObject> = {}
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
    // Wrapped in an object, since the outermost schema is never written as a reference.
    const made = z.toJSONSchema(z.object({ it: schema }), { io, unrepresentable: 'any' })
    const text = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/')
    const { properties, $defs } = wrapped.parse(JSON.parse(text))
    for (const [name, { id: _, ...definition }] of Object.entries($defs)) named[name] = definition
    return properties.it
  }
  return {
    named,
    /** What a client sends, before the server transforms it. */
    sent: (schema: z.ZodType) => schemaOf(schema, 'input'),
    answered: (schema: z.ZodType) => schemaOf(schema, 'output'),
  }
}
