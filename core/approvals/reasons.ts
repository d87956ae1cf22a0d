/** Why an entry is held for an approval, as findings. */
import { finding, type Finding } from '../findings/finding';
import type { ApprovalRecord } from './approval';
import { oneLine } from './words';

const MOST = 500;
const because = ({ reasons }: ApprovalRecord): string => oneLine(reasons.join('; '), MOST);
const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** The finding of a record as it stands. */
export function approvalFinding(record: ApprovalRecord): Finding {
	const { state, needed, decisions } = record;
	switch (state) {
		case 'asked':
			return finding('APPROVAL_PENDING', {
				evidence: { people: people(needed), reasons: because(record), approval: record.id },
			});
		case 'approved': {
			const by = decisions.map(({ approver }) => oneLine(approver.name, 80)).join(', ');
			return finding('APPROVAL_GIVEN', { evidence: { by, approval: record.id } });
		}
		case 'rejected': {
			const last = decisions.find(({ approved }) => !approved);
			const evidence = {
				by: oneLine(last?.approver.name ?? '', 80),
				why: oneLine(last?.why ?? '', MOST) || 'no reason was given.',
				approval: record.id,
			};
			return finding('APPROVAL_REJECTED', { evidence });
		}
		case 'missing': {
			const missing = needed - decisions.filter(({ approved }) => approved).length;
			const evidence = { missing, people: people(needed), reasons: because(record), approval: record.id };
			return finding('APPROVAL_MISSING', { evidence });
		}
		case 'changed':
			return finding('APPROVAL_CHANGED', { evidence: { approval: record.id } });
	}
}
