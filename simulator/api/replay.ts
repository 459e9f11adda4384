import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Switchboard } from '../calls/switchboard';
import type { Plan } from '../plan/plan';
import type { RecordedCall, Scene } from '../plan/replay';
import type { SimulatorEvent } from '../records';
import { bodyText, parseJson } from './body';
import { answerWith, breakConnection } from './place';

export interface ReplayParts {
	readonly plan: Plan;
	readonly switchboard: Switchboard;
	readonly emit: (event: SimulatorEvent) => void;
}

/**
 * What was recorded for such a request, used up now. Says so when there is nothing, or when the
 * recorded one made a call and this one cannot: it goes on as usual.
 *
 * @param canPlace whether the body passes the checks
 */
export function sceneOf(
	{ plan, emit }: ReplayParts,
	request: FastifyRequest,
	canPlace: boolean,
): Scene | undefined {
	if (!plan.replay.isOn()) return undefined;
	const body = (parseJson(bodyText(request)) ?? {}) as Record<string, unknown>;
	const [path] = request.url.split('?') as [string];
	const recipient = typeof body.recipient_phone === 'string' ? body.recipient_phone : '';
	const workflow = typeof body.workflow_id === 'string' ? body.workflow_id : null;
	const scene = plan.replay.take(
		{ path, recipient_phone: recipient, workflow_id: workflow },
		({ call }) => canPlace || call === null,
	);
	emit(
		scene
			? { type: 'requestReplayed', recipient_phone: recipient, status: scene.status }
			: { type: 'requestNotRecorded', recipient_phone: recipient },
	);
	return scene;
}

/**
 * Answers as was recorded.
 *
 * @param place makes the call that the recorded request made
 */
export async function playScene(
	{ switchboard }: ReplayParts,
	reply: FastifyReply,
	scene: Scene,
	place: (recorded: RecordedCall) => void,
): Promise<FastifyReply> {
	const { status, headers, answer, answeredAfterMs } = scene;
	if (scene.call) place(scene.call);
	if (answeredAfterMs > 0) await switchboard.pause(answeredAfterMs);
	if (status === null) return breakConnection(reply);
	return await answerWith({ status, headers, body: answer ?? '' }, reply);
}
