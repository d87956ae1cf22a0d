/**
 * What accounts of each role are called, in English, German, French, Spanish, Dutch and some Italian, and of which kind they
 * are. A term is one or more stems that must all occur in the name; names are compared in small letters without accents.
 */
import type { LedgerAccount } from '../../ledger/connector';
import type { AccountRole } from '../roles';

export interface RoleProfile {
	/** kinds of account that can have the role, the usual one first */
	readonly kinds: readonly LedgerAccount['kind'][];
	/** names that say the role */
	readonly says: readonly string[];
	/** names that may mean it */
	readonly hints?: readonly string[];
	/** payments go to it, so that ledgers which ask for it must allow that */
	readonly takesPayments?: boolean;
}

const list = (terms: string): string[] => terms.split(',').map((term) => term.trim());

export const PROFILES: Readonly<Partial<Record<AccountRole, RoleProfile>>> = {
	sales: {
		kinds: ['income'],
		says: list(
			'sale, umsatz, erlos, warenverkauf, vente, chiffre affaires, venta, omzet, verkoop, vendite, product income',
		),
		hints: list('revenue, turnover, income, ertrag, produits, ingreso, opbrengst, ricavi'),
	},
	discounts: {
		kinds: ['income', 'expense'],
		says: list(
			'discount, rabatt, nachlass, erlos schmaler, remise, rabais, ristourne, descuento, rebaja, korting, sconti',
		),
		hints: list('promotion, coupon, skonto, reduction'),
	},
	salesReturns: {
		kinds: ['income', 'expense'],
		says: list(
			'sale return, sale refund, return allowance, retouren, rucksendung, ruckgabe, erlos gutschrift, retour vente, retour client, venta devol, devoluciones venta, verkoop retour, omzet retour, return, devolucion',
		),
		hints: list('refund, gutschrift, avoir, retour, reembolso, terugbetal, resi'),
	},
	shippingIncome: {
		kinds: ['income'],
		says: list(
			'shipping, shipping income, shipping charge, delivery income, delivery, postage, freight, carriage, versand, versand erlos, porto, fracht, frais port, port facture, livraison, expedition, envio, gastos envio, verzend, bezorg, spedizion',
		),
		hints: list('transport, handling'),
	},
	shippingRefunds: {
		kinds: ['income', 'expense'],
		says: list(
			'shipping refund, shipping return, delivery refund, postage refund, versand erstatt, versand gutschrift, livraison rembours, port rembours, envio devol, envio reembols, verzend terug, verzend retour',
		),
	},
	refundAdjustments: {
		kinds: ['income', 'expense'],
		says: list(
			'refund adjust, refund differ, goodwill, restocking, kulanz, geste commercial, ajuste devol, ajuste reembols, correctie terug, coulance',
		),
	},
	taxPayable: {
		kinds: ['liability'],
		says: list(
			'sale tax, vat, gst, hst, tax payable, umsatzsteuer, mehrwertsteuer, mwst, tva, iva, btw, impuesto venta',
		),
		hints: list('tax, steuer, impuesto'),
	},
	marketplaceTax: {
		kinds: ['liability', 'currentAsset'],
		says: list(
			'marketplace tax, marketplace collect, marketplace facilitat, marktplatz steuer, marketplace tva, place marche tva, impuesto marketplace, marketplace btw',
		),
		takesPayments: true,
	},
	giftCardLiability: {
		kinds: ['liability'],
		says: list(
			'gift card, gift voucher, gift certificate, geschenkgutschein, geschenkkarte, gutschein, carte cadeau, cheque cadeau, bon achat, tarjeta regalo, cheque regalo, cadeaubon, cadeaukaart, carta regalo',
		),
		takesPayments: true,
	},
	storeCredit: {
		kinds: ['liability'],
		says: list(
			'store credit, shop credit, customer credit, kundenguthaben, guthaben, avoir client, credit client, credito tienda, saldo cliente, tegoed, credito cliente',
		),
		takesPayments: true,
	},
	breakage: {
		kinds: ['income'],
		says: list('breakage, expired gift, gift card income, verfallen gutschein, vervallen cadeau, caducad'),
	},
	subscriptions: {
		kinds: ['expense'],
		says: list('shop subscription, subscription, software, abonnement, suscripcion, shopify fee, plan fee'),
		hints: list('hosting, website'),
	},
	gatewayLoans: {
		kinds: ['liability'],
		says: list(
			'gateway loan, merchant loan, capital advance, merchant cash advance, shopify capital, paypal working capital',
		),
		hints: list('loan, darlehen, pret, prestamo, lening'),
	},
	financingCosts: {
		kinds: ['expense'],
		says: list(
			'financing cost, loan fee, interest expense, interest paid, loan interest, zinsaufwand, charge interet, gasto interes, rentelast, rente kosten',
		),
		hints: list('interest, zins, interet, interes, rente'),
	},
	shippingCosts: {
		kinds: ['expense'],
		says: list(
			'shipping cost, shipping expense, postage cost, postage expense, delivery cost, delivery expense, freight out, carriage outward, shipping label, courier, versand kosten, porto kosten, ausgangsfracht, frais expedition, transport vente, gasto envio, coste envio, verzend kosten',
		),
		hints: list('postage, freight, shipping, porto, fracht, envio, verzend'),
	},
	dutiesVariance: {
		kinds: ['expense'],
		says: list('duties variance, duty variance, customs cost, customs expense, duty expense, zoll aufwand'),
		hints: list('customs, duty, zoll, douane, aduana'),
	},
	customerDeposits: {
		kinds: ['liability'],
		says: list(
			'customer deposit, customer prepay, deposit received, prepayment received, anzahlung, acompte, avance client, anticipo, vooruitbetal, acconti',
		),
		takesPayments: true,
	},
	deferredRevenue: {
		kinds: ['liability'],
		says: list(
			'deferred revenue, deferred income, unearned, rechnungsabgrenz, produits constate avance, ingreso diferid, ingreso anticipad, vooruitontvangen, risconti passivi',
		),
	},
	tips: {
		kinds: ['liability', 'income'],
		says: list('tip, tips, gratuit, trinkgeld, pourboire, propina, fooi, mance'),
	},
	duties: {
		kinds: ['liability', 'income'],
		says: list('duties, duty, customs, zoll, droits douane, douane, arancel, aduana, invoerrecht, dazi'),
	},
	importTax: {
		kinds: ['liability'],
		says: list(
			'import tax, import vat, import gst, einfuhrumsatzsteuer, einfuhrsteuer, tva import, iva import, impuesto import, invoer btw, btw invoer',
		),
	},
	payoutsInTransit: {
		kinds: ['currentAsset', 'bank'],
		says: list(
			'payout transit, money transit, cash transit, fund transit, geldtransit, virement interne, virement cours, dinero transito, fondo transito, kruispost',
		),
		hints: list('transit, undeposited'),
		takesPayments: true,
	},
	reserves: {
		kinds: ['currentAsset', 'asset'],
		says: list('reserve held, gateway reserve, payment reserve, ruckbehalt, retenue, retencion, inhouding'),
		hints: list('reserve, reserva'),
		takesPayments: true,
	},
	disputes: {
		kinds: ['currentAsset', 'asset'],
		says: list('dispute, disputed, chargeback receivable, streitfall, litige, disputa, geschil'),
		takesPayments: true,
	},
	refundsPayable: {
		kinds: ['liability'],
		says: list(
			'refund payable, refund owed, refund liab, customer refund, ruckerstattung, erstattung, remboursement, reembolso, devolucion pagar, terugbetaling',
		),
		hints: list('refund'),
		takesPayments: true,
	},
	processingFees: {
		kinds: ['expense'],
		says: list(
			'processing fee, payment fee, payment process, merchant fee, merchant service, merchant account fee, card fee, stripe fee, paypal fee, transaction fee, zahlungsgebuhr, zahlung gebuhr, nebenkosten geldverkehr, frais paiement, commission paiement, comision pago, comision pasarela, transactiekosten, betaalkosten',
		),
		hints: list('bank fee, bank charge, bankgebuhr, frais bancaire, comision, bankkosten'),
	},
	chargebackFees: {
		kinds: ['expense'],
		says: list(
			'chargeback fee, dispute fee, ruckbuchung gebuhr, rucklastschrift, frais litige, frais impaye, comision contracargo, chargeback kosten',
		),
	},
	chargebackLosses: {
		kinds: ['expense'],
		says: list('chargeback loss, chargeback, perte impaye, perdida contracargo, chargeback verlies'),
		hints: list('bad debt, forderungsverlust, creances irrecouvrable, incobrable, dubieuze'),
	},
	conversionFees: {
		kinds: ['expense'],
		says: list(
			'conversion fee, currency conversion, exchange fee, umrechnungsgebuhr, wahrungsumrechnung, frais change, comision cambio, wisselkosten',
		),
	},
	fxGainLoss: {
		kinds: ['expense', 'income'],
		says: list(
			'exchange gain, exchange loss, currency gain, currency loss, foreign exchange, kursdifferenz, kursgewinn, kursverlust, wahrungsdifferenz, ecart change, gain change, diferencia cambio, koersverschil, differenze cambio',
		),
	},
	bank: {
		kinds: ['bank'],
		says: list(
			'checking, bank account, business bank, current account, girokonto, compte courant, cuenta corriente, bankrekening',
		),
		hints: list('bank, banque, banco, giro'),
	},
	cogs: {
		kinds: ['expense'],
		says: list(
			'cost good, cost sale, cogs, wareneinsatz, wareneingang, cout vente, cout marchandise, achat marchandise, coste venta, coste mercanc, kostprijs, inkoopwaarde',
		),
		hints: list('material, purchases'),
	},
	inventory: {
		kinds: ['currentAsset', 'asset'],
		says: list(
			'inventory, stock, warenbestand, vorrat, lagerbestand, stock marchandise, existencia, inventario, voorraad, rimanenze',
		),
	},
	writeOffs: {
		kinds: ['expense'],
		says: list(
			'inventory write off, stock write off, inventory shrinkage, stock loss, damaged stock, damaged good, bestandsminderung, abschreibung vorrat, perte stock, merma, voorraad verlies',
		),
		hints: list('write off, shrinkage, abschreibung'),
	},
	rounding: {
		kinds: ['income', 'expense'],
		says: list('rounding, rundung, arrondi, redondeo, afronding, arrotondament'),
	},
};

/** What money at a gateway is kept on, whichever the gateway. */
export const CLEARING: RoleProfile = {
	kinds: ['currentAsset', 'bank'],
	says: list(
		'clearing, verrechnung, zwischenkonto, compte attente, compte transitoire, compensacion, cuenta puente, tussenrekening, wallet, conto transitorio',
	),
	hints: list('holding, undeposited, payments, payment, zahlung, paiement, pago, betaling'),
	takesPayments: true,
};
