/**
 * What a session reads once and keeps for its life: asked at the same time it is read once too, and a failure is not kept.
 * @param load throws what the result throws
 */
export function readOnce<T>(load: () => Promise<T>): () => Promise<T> {
	let running: Promise<T> | undefined;
	return async () => {
		const mine = (running ??= load());
		try {
			return await mine;
		} catch (error) {
			if (running === mine) running = undefined;
			throw error;
		}
	};
}
