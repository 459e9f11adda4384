import { isoTime, type Clock } from '../clock';
import type { CallRecord, SimulatorEvent, Turn } from '../records';
import { nextTurn } from './assistant';
import type { Call } from './call';
import { Refusal } from './refusal';

/** Calls that somebody has picked up, and what is said in them. */
export class Talk {
	constructor(
		private readonly options: {
			readonly clock: Clock;
			readonly emit: (event: SimulatorEvent) => void;
		},
	) {}

	/** A person picks up: the call goes on until it is decided, whatever its script said. */
	answer(call: Call): CallRecord {
		if (call.record.answered_at) throw new Refusal(409, 'This call has already been answered');
		call.cancelEnding();
		call.record = {
			...call.record,
			answered_at: isoTime(this.options.clock),
			planned_outcome: null,
		};
		this.options.emit({ type: 'callAnswered', call: call.record });
		this.letAssistantSpeak(call);
		return call.record;
	}

	/** The person who picked up says something, and the simulated assistant goes on. */
	say(call: Call, content: string): CallRecord {
		if (!call.record.answered_at) throw new Refusal(409, 'No one has answered this call');
		this.addTurn(call, { role: 'user', content });
		this.letAssistantSpeak(call);
		return call.record;
	}

	private letAssistantSpeak(call: Call): void {
		const turn = nextTurn(call.record.prompt, call.record.turns);
		if (turn) this.addTurn(call, turn);
	}

	private addTurn(call: Call, turn: Turn): void {
		call.record = { ...call.record, turns: [...call.record.turns, turn] };
		this.options.emit({ type: 'turnSaid', call: call.record, turn });
	}
}
