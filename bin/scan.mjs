// `npm run scan -- [--minutes 5]`: lets wapiti, a scanner of web applications that Debian has, look for holes in a Hakim of its own:
// signed out, as an operator and as an administrator (docs/security.md). `--minutes`: the longest for each of its attacks.
import { runLongTests } from './run-long-tests.mjs'

await runLongTests({
  command: 'npm run scan',
  does: 'Lets wapiti look for holes in a Hakim of its own: signed out, as an operator and as an administrator.',
  options: {
    minutes: { type: 'string', default: '5', value: 'N', help: 'the longest for each of its attacks' },
  },
  parts: ['cli', 'agent', 'server', 'web'],
  vitest: ['--project=scan'],
  env: ({ minutes }) => ({ HAKIM_SCAN_MINUTES: minutes }),
})
