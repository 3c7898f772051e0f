import { CommandLine } from '@/components/ui/command-line'

/** How a node comes into the fleet, with commands to copy. */
export const AddNodeSteps = () => (
  <ol className="flex list-decimal flex-col gap-3 pl-5 marker:text-ink-2">
    <li>
      <p className="mb-1">
        Where Hakim runs, register the node and say whose it is. Its owner decides on every job.
      </p>
      <CommandLine command="npx hakim node add --did did:kos:griot:123f7a90 --owner owner@example.org" />
    </li>
    <li>
      <p className="mb-1">Make a token for its agent. It is shown once.</p>
      <CommandLine command="npx hakim token create --node did:kos:griot:123f7a90" />
    </li>
    <li>
      <p className="mb-1">
        On the node, with nothing but Node.js, start the agent:{' '}
        <a href="/agent/hakim-agent.mjs" download className="font-medium text-accent underline">
          download hakim-agent.mjs
        </a>
        , then
      </p>
      <CommandLine command="node hakim-agent.mjs --server {server} --token hk_…" />
    </li>
  </ol>
)
