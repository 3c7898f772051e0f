import type { JsonObject } from '@/lib/kernel/json/json'

const params = {
  type: 'object',
  properties: { n: { type: 'integer' } },
  ...{ required: [], additionalProperties: false },
}

/** What a node may offer under the name of the task: a program, another one, another risk, other parameters, or nothing. */
export const offers = (name: string): JsonObject[][] => [
  [{ name, command: ['/bin/one', '{n}'], risk: 'low', params }],
  [{ name, command: ['/bin/other', '{n}'], risk: 'low', params }],
  [{ name, command: ['/bin/one', '{n}'], risk: 'high', params }],
  [
    {
      ...{ name, command: ['/bin/one', '{n}'], risk: 'low', timeout_seconds: 60 },
      params: { ...params, properties: { n: { type: 'integer', maximum: 8 } } },
    },
  ],
  [{ name: `not-${name}`, command: ['/bin/one'], risk: 'low', params }],
]
