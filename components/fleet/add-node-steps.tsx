import { CommandLine } from '@/components/ui/command-line'

/** How to add a node, with commands to copy. */
export const AddNodeSteps = () => (
  <ol className="flex list-decimal flex-col gap-3 pl-5 marker:text-ink-2">
    <li>
      <p className="mb-1">
        Where Hakim runs, register the node and its owner. The owner decides on every job.
      </p>
      <CommandLine command="npx hakim node add --did did:kos:griot:123f7a90 --owner owner@example.org" />
    </li>
    <li>
      <p className="mb-1">Create a token for its agent. It is shown only once.</p>
      <CommandLine command="npx hakim token create --node did:kos:griot:123f7a90" />
    </li>
    <li>
      <p className="mb-1">
        On the node, which needs only Node.js, download the{' '}
        <a href="/agent/hakim-agent.mjs" download className="font-medium text-accent underline">
          agent
        </a>{' '}
        and its{' '}
        <a href="/agent/hakim-agent.mjs.sha256" download className="font-medium text-accent underline">
          checksum
        </a>
        , compare them and start the agent.
      </p>
      <div className="flex flex-col gap-1">
        <CommandLine command="curl -fsS -O {server}/agent/hakim-agent.mjs -O {server}/agent/hakim-agent.mjs.sha256 && sha256sum -c hakim-agent.mjs.sha256" />
        <CommandLine command="HAKIM_AGENT_TOKEN=hk_… node hakim-agent.mjs --server {server}{insecure}" />
      </div>
    </li>
  </ol>
)
