import type { BuiltImage } from '@mf/image';
import { catchOutput, type FlowOutcome } from '../report/flow-outcome';
import type { CommandIo } from '../command-io';
import type { CompiledDeployment } from '../deployment/compile-deployment';
import { printError } from '../report/print-error';
import type { DeploymentRecord } from './deployment-record';
import type { PlannedStep } from './plan-delivery';

/** A flow that is ready to be deployed. */
export interface PreparedFlow {
  readonly deployment: CompiledDeployment;
  /** Where the environment has a registry: the flow's, and those of steps that name what theirs is made on. */
  readonly images: readonly MadeImage[];
}

/** An image that is made, and not pushed yet. */
export interface MadeImage {
  readonly built: BuiltImage;
  readonly reference: string;
}

/** What became of one flow of a deployment. */
export interface FlowDeliveryOutcome extends FlowOutcome {
  readonly flow?: string;
  readonly dagId?: string;
  readonly image?: string;
  /** Undefined when it could not be found out. */
  readonly step?: PlannedStep;
}

/** What is to be done with a flow, when its DAG's newest record was the one of this number and state. */
export interface FlowPlan extends Pick<DeploymentRecord, 'number' | 'state'> {
  readonly step: PlannedStep;
}

/** One flow on its way through a deployment. What goes wrong with it is kept here, so that it neither hides nor fails another. */
export class FlowDelivery {
  readonly #caught: ReturnType<typeof catchOutput>;
  #hasFailed = false;
  #reason = '';
  prepared: PreparedFlow | undefined;
  plan: FlowPlan | undefined;

  constructor(
    readonly file: string,
    io: CommandIo,
  ) {
    this.#caught = catchOutput(io);
  }

  /** Writes to what the flow has to say. */
  get io(): CommandIo {
    return this.#caught.io;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  get step(): PlannedStep | undefined {
    return this.plan?.step;
  }

  /** Why it has failed, in one line. */
  get reason(): string {
    return this.#reason;
  }

  /** Does something for the flow, unless something has gone wrong before. */
  async attempt(work: () => Promise<void>): Promise<void> {
    if (this.#hasFailed) return;
    try {
      await work();
    } catch (error) {
      this.fail(error);
    }
  }

  /** @param error nothing when what is wrong has been printed */
  fail(error?: unknown): void {
    this.#hasFailed = true;
    this.#reason = error instanceof Error ? error.message.split('\n')[0]! : 'see the output of the deployment';
    if (error !== undefined) printError(error, this.io);
  }

  get outcome(): FlowDeliveryOutcome {
    return {
      file: this.file,
      success: !this.#hasFailed,
      terminalOutput: this.#caught.text(),
      ...(this.prepared && { flow: this.prepared.deployment.ir.name, dagId: this.prepared.deployment.dagId }),
      ...(this.prepared?.images[0] && { image: this.prepared.images[0].reference }),
      ...(this.step && { step: this.step }),
    };
  }
}
