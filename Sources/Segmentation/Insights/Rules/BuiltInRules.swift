extension Rules {
  /// The rules on credit cards, one of the packs that come with the program (`packs()`).
  public static func builtIn() throws(RulesError) -> Rules { try Rules(yaml: builtInYAML, file: "the built-in rules") }

  /// Their text, which `%export rules` writes as a start for one's own.
  public static let builtInYAML = #"""
    # How %insights names, judges and advises. Change what you know better, then: %insights rules=FILE
    #
    # A condition compares measures:        utilisation.median > 0.8 and cash_share.mean.ratio >= 1.5
    #   and, or, not and parentheses join comparisons by > >= < <= = !=; 80% is 0.8.
    #   A list of conditions holds when all of them do. Where a measure is not known, the rule is left out.
    # A measure is subject.statistic.relation; the statistic is the median where none is named.
    #   subjects    balance, credit_limit, purchases, oneoff_purchases, installment_purchases, cash_advance, payments,
    #               minimum_payments, purchase_transactions, cash_transactions, tenure,
    #               full_payment          share of months in which the whole balance was paid
    #               utilisation           balance / credit limit
    #               payment_to_minimum    payments / minimum payments; below 1 the minimum was not covered
    #               cash_share            cash advances / (purchases + cash advances)
    #               monthly_purchases, monthly_cash_advance, value_per_purchase, value_per_cash_advance
    #               and the words that the field columns gives to columns of the table.
    #   statistics  median, mean, total_share (of everyone's total), superiority (the chance that a customer here has
    #               more than one from elsewhere), and the share of customers whose value is
    #               share_above(x), share_from(x) (x or more), share_below(x), share_to(x) (x or less).
    #   relations   everyone (the same of all customers), ratio (to everyone's), difference (from everyone's).
    #   of the segment itself: segment.size, segment.share, segment.silhouette, segment.misplaced
    # A text shows figures in braces, with how they are written: {utilisation.median:percent}
    #   percent, amount (money), number, year, times (a quotient), count, score (three decimals).
    version: 1

    # What the rules are on. Without the columns of the key, one of each line, they say nothing.
    pack: cards
    key:
      - balance
      - credit_limit or purchases or cash_advance

    # Words of your own for columns of the table, to be used as subjects:
    # columns:
    #   visits: VISITS_PER_MONTH

    # What else a word may be called in a table, compared without case and signs; a + b is the sum of two columns, and
    # "mnt *" the sum of all whose names begin so. %insights balance=COLUMN says which column it is.
    synonyms:
      balance: [total revolving bal, revolving balance, outstanding balance, card balance]
      credit_limit: [card limit, limit bal]
      utilisation: [avg utilization ratio, utilization, credit utilisation, credit utilization, utilization ratio]
      purchases: [total trans amt, total purchases, purchase amount, card spend]
      purchase_transactions: [total trans ct, purchases trx, transaction count]
      cash_advance: [cash advances, cash advance amount]
      cash_transactions: [cash advance trx]
      payments: [total payments, payment amount]
      minimum_payments: [minimum payment, min payments, minimum due]
      oneoff_purchases: [one off purchases]
      installment_purchases: [installments purchases, instalment purchases]
      full_payment: [prc full payment]
      tenure: [months on book]

    # Whose totals are shared out among the segments.
    totals: [balance, purchases, cash_advance, payments]

    # The first that fits gives the segment its name. Thresholds stand far from where most segments lie, so that a name
    # does not hang on a few customers.
    names:
      - name: Inactive
        when: [purchases.share_above(0) <= 0.25, cash_advance.share_above(0) <= 0.25]
      - name: Non-payers
        when: payments.median = 0
      - name: Newcomers
        when: tenure.ratio <= 0.8
      - name: Cash-advance users
        when: [cash_advance.share_above(0) >= 0.75, cash_share.median >= 0.9]
      - name: Installment buyers who draw cash
        when: [cash_advance.share_above(0) >= 0.75, installment_purchases.share_above(0) >= 0.85]
      - name: One-off buyers who draw cash
        when:
          - cash_advance.share_above(0) >= 0.75
          - oneoff_purchases.share_above(0) >= 0.75
          - installment_purchases.share_above(0) <= 0.25
      - name: Buyers who draw cash
        when: [cash_advance.share_above(0) >= 0.75, purchases.share_above(0) >= 0.5]
      - name: Revolving buyers      # carry a balance from month to month
        when:
          - purchases.share_above(0) >= 0.75
          - utilisation.median >= 0.4
          - full_payment.share_from(0.5) <= 0.1
      - name: Big spenders
        when: [cash_advance.share_above(0) <= 0.3, purchases.ratio >= 2.5]
      - name: Installment buyers
        when:
          - cash_advance.share_above(0) <= 0.3
          - installment_purchases.share_above(0) >= 0.7
          - oneoff_purchases.share_above(0) <= 0.65
      - name: One-off buyers
        when:
          - cash_advance.share_above(0) <= 0.3
          - oneoff_purchases.share_above(0) >= 0.75
          - installment_purchases.share_above(0) <= 0.5
      - name: Full payers
        when: [full_payment.share_from(0.5) >= 0.5, cash_advance.share_above(0) <= 0.3]
      - name: Light users
        when: [balance.ratio <= 0.5, purchases.ratio <= 1, cash_advance.share_above(0) <= 0.3]
      - name: Buyers
        when: [purchases.share_above(0) >= 0.75, cash_advance.share_above(0) <= 0.3]
      - name: Mixed users
        when: [purchases.share_above(0) >= 0.75, cash_advance.share_above(0) >= 0.3]

    # What tells two segments of one name apart: the first that holds for one of them alone.
    qualifiers:
      - name: with large balances
        when: balance.ratio >= 1.5
      - name: with small balances
        when: balance.ratio <= 0.5
      - name: who pay in full
        when: full_payment.share_from(0.5) >= 0.25
      - name: with high spending
        when: purchases.ratio >= 1.5
      - name: with low spending
        when: purchases.ratio <= 0.67
      - name: with high limits
        when: credit_limit.ratio >= 1.4
      - name: with low limits
        when: credit_limit.ratio <= 0.7

    risk:
      # Points add up; the first level that they reach applies. The reason names the signals that point the level's way,
      # and after "though" those that speak against it.
      levels:
        - {level: High, from: 4}
        - {level: Raised, from: 2}
        - {level: Moderate, from: 0}
        - level: Low
      signals:
        - points: 2
          when: utilisation.median >= 0.5
          because: half of them use {utilisation.median:percent} of their limit or more
        - points: 1
          when: [utilisation.median >= 0.3, utilisation.median < 0.5]
          because: half of them use {utilisation.median:percent} of their limit or more
        - points: -1
          when: [utilisation.median >= 0.15, utilisation.median < 0.3]
          because: half of them use {utilisation.median:percent} of their limit or less
        - points: -2
          when: utilisation.median < 0.15
          because: half of them use {utilisation.median:percent} of their limit or less
        - points: 2
          when: payment_to_minimum.share_below(1) >= 0.5
          because: "{payment_to_minimum.share_below(1):percent} paid less than the minimum due"
        - points: 1
          when: [payment_to_minimum.share_below(1) >= 0.3, payment_to_minimum.share_below(1) < 0.5]
          because: "{payment_to_minimum.share_below(1):percent} paid less than the minimum due"
        - points: -1
          when: payment_to_minimum.median >= 2.5
          because: half of them paid {payment_to_minimum.median:times} times the minimum due or more
        - points: 2
          when: cash_share.mean >= 0.8
          because: cash is {cash_share.mean:percent} of what the average customer puts on the card
        - points: 1
          when: [cash_share.mean >= 0.4, cash_share.mean < 0.8]
          because: cash is {cash_share.mean:percent} of what the average customer puts on the card
        - points: 1
          when: full_payment.share_from(0.5) <= 0.08
          because: "{full_payment.share_from(0.5):percent} pay in full in half of the months or more"
        - points: -1
          when: full_payment.share_from(0.5) >= 0.25
          because: "{full_payment.share_from(0.5):percent} pay in full in half of the months or more"
        - points: 1
          when: utilisation.share_above(1) >= 0.05
          because: "{utilisation.share_above(1):percent} are over their limit"
        - points: 2
          when: payments.median = 0
          because: "{payments.share_to(0):percent} paid nothing"
      # What the level is read from, shown whatever it is, beside the same of everyone.
      readings:
        - {label: utilisation, figure: "{utilisation.median:percent}"}
        - {label: paid less than the minimum, figure: "{payment_to_minimum.share_below(1):percent}"}
        - {label: cash in what goes on the card, figure: "{cash_share.mean:percent}"}
        - {label: pay in full in half of the months, figure: "{full_payment.share_from(0.5):percent}"}

    # For each department the recommendations that fit, the weightiest first.
    advice:
      marketing:
        - when: [purchases.share_above(0) <= 0.25, cash_advance.share_above(0) <= 0.25]
          do: Find out whether the card is still wanted, and offer a reason to use it.
          because: "{purchases.share_above(0):percent} bought anything (everyone {purchases.share_above(0).everyone:percent})"
        - when: [purchases.share_above(0) < 0.5, cash_advance.share_above(0) >= 0.75]
          do: Offer a bonus on the first purchase.
          because: "{purchases.share_above(0):percent} bought anything (everyone {purchases.share_above(0).everyone:percent})"
        - when: [cash_advance.share_above(0) >= 0.75, purchases.share_above(0) >= 0.5]
          do: Promote paying by card where they now pay in cash.
          because: |
            cash is {cash_share.mean:percent} of what the average customer here puts on the card
            (everyone {cash_share.mean.everyone:percent})
        - when: [utilisation.median >= 0.4, cash_advance.share_above(0) < 0.75]
          do: Offer to spread the balance over fixed installments.
          because: |
            half of them use {utilisation.median:percent} of the limit or more (everyone {utilisation.everyone:percent}), and
            they hold {balance.total_share:percent} of all balances
        - when: [purchases.ratio >= 2, utilisation.median < 0.4]
          do: Reward spending, so that they do not turn to other cards.
          because: |
            they hold {purchases.total_share:percent} of all purchases and spend {purchases.median:amount} at the median
            (everyone {purchases.everyone:amount})
        - when: [installment_purchases.share_above(0) >= 0.7, cash_advance.share_above(0) <= 0.3]
          do: Offer installment plans at the till and for larger baskets.
          because: |
            {installment_purchases.share_above(0):percent} buy by installments
            (everyone {installment_purchases.share_above(0).everyone:percent})
        - when: [oneoff_purchases.share_above(0) >= 0.75, installment_purchases.share_above(0) <= 0.5]
          do: Introduce installments with a first plan free of interest.
          because: |
            {oneoff_purchases.share_above(0):percent} buy one-off and {installment_purchases.share_above(0):percent} by
            installments (everyone {installment_purchases.share_above(0).everyone:percent})
        - when: [tenure.ratio <= 0.8]
          do: Welcome them with an offer for their first months.
          because: they have been customers for {tenure.median:number} months at the median (everyone {tenure.everyone:number})
        - when: [purchases.ratio <= 0.9, balance.ratio <= 0.5, purchases.share_above(0) > 0.25]
          do: Give them occasions to use the card, such as offers for everyday shopping.
          because: |
            they spend {purchases.median:amount} at the median (everyone {purchases.everyone:amount}) and owe
            {balance.median:amount} (everyone {balance.everyone:amount})
        - when: full_payment.share_from(0.5) >= 0.25
          do: Attract with points and cashback; interest offers miss them.
          because: |
            {full_payment.share_from(0.5):percent} pay in full in half of the months or more
            (everyone {full_payment.share_from(0.5).everyone:percent})
      credit management:
        - when: payments.median = 0
          do: Find out now why they do not pay.
          because: "{payments.share_to(0):percent} paid nothing (everyone {payments.share_to(0).everyone:percent})"
        - when: utilisation.share_above(1) >= 0.05
          do: Review the accounts over their limit.
          because: |
            {utilisation.share_above(1):percent} owe more than they may
            (everyone {utilisation.share_above(1).everyone:percent})
        - when: payment_to_minimum.share_below(1) >= 0.3
          do: Watch for arrears, and make contact before a due date is missed.
          because: |
            {payment_to_minimum.share_below(1):percent} paid less than the minimum due
            (everyone {payment_to_minimum.share_below(1).everyone:percent})
        - when: [cash_share.mean >= 0.8, utilisation.median >= 0.3]
          do: Offer those who can bear it a loan with fixed installments in place of cash on the card.
          because: |
            cash is {cash_share.mean:percent} of what they put on the card, and half of them use
            {utilisation.median:percent} of the limit or more (everyone {utilisation.everyone:percent})
        - when: utilisation.median >= 0.5
          do: Raise no limit without a new look at income.
          because: |
            half of them use {utilisation.median:percent} of the limit or more (everyone {utilisation.everyone:percent})
        - when: [utilisation.median < 0.3, payment_to_minimum.median >= 2.5, payment_to_minimum.share_below(1) < 0.3]
          do: Grant higher limits on request.
          because: |
            half of them use {utilisation.median:percent} of the limit or less and paid {payment_to_minimum.median:times}
            times the minimum or more (everyone {payment_to_minimum.everyone:times} times)
        - when:
            - utilisation.median < 0.5
            - payment_to_minimum.share_below(1) < 0.3
            - utilisation.median >= 0.3 or payment_to_minimum.median < 2.5
            - utilisation.share_above(1) < 0.05
          do: Keep to the usual reviews.
          because: |
            half of them use {utilisation.median:percent} of the limit or less, and
            {payment_to_minimum.share_below(1):percent} paid less than the minimum due
            (everyone {payment_to_minimum.share_below(1).everyone:percent})
      customer service:
        - when: payments.median = 0
          do: Call them and ask, before reminders are sent.
          because: "{payments.share_to(0):percent} paid nothing (everyone {payments.share_to(0).everyone:percent})"
        - when: cash_advance.share_above(0) >= 0.75
          do: Say what cash on the card costs, in the statement and when they call.
          because: |
            {cash_advance.share_above(0):percent} drew cash (everyone {cash_advance.share_above(0).everyone:percent})
        - when: payment_to_minimum.share_below(1) >= 0.3
          do: Offer a direct debit of at least the minimum.
          because: |
            {payment_to_minimum.share_below(1):percent} paid less than the minimum due
            (everyone {payment_to_minimum.share_below(1).everyone:percent})
        - when: tenure.ratio <= 0.8
          do: Explain the first statements and how to pay them.
          because: they have been customers for {tenure.median:number} months at the median (everyone {tenure.everyone:number})
        - when: [purchases.ratio >= 2, utilisation.median < 0.4]
          do: Give them a direct line, and settle disputed bookings first.
          because: |
            they make {purchase_transactions.median:number} purchases at the median
            (everyone {purchase_transactions.everyone:number})
        - when: [installment_purchases.share_above(0) >= 0.7, cash_advance.share_above(0) <= 0.3]
          do: Show what is left of each installment plan in the statement.
          because: |
            {installment_purchases.share_above(0):percent} buy by installments
            (everyone {installment_purchases.share_above(0).everyone:percent})
        - when: [oneoff_purchases.share_above(0) >= 0.75, installment_purchases.share_above(0) <= 0.5]
          do: Offer a message for each booking, so that errors and fraud show at once.
          because: |
            {oneoff_purchases.share_above(0):percent} buy one-off, {purchase_transactions.median:number} purchases at the
            median (everyone {purchase_transactions.everyone:number})
        - when: [purchase_transactions.ratio <= 0.75, balance.ratio <= 0.5]
          do: Ask what keeps the card in the drawer.
          because: they make {purchase_transactions.median:number} purchases at the median (everyone {purchase_transactions.everyone:number})

    # From when a segment comes with a warning.
    cautions:
      smallest_share: 0.01      # of the customers
      smallest_size: 30         # customers
      weak_silhouette: 0.1      # mean of the segment
      stable_jaccard: 0.75      # mean over resamples, by C. Hennig's guide (2007): below it who belongs is uncertain,
      trusted_jaccard: 0.6      # below this the segment is not to be trusted,
      dissolved_jaccard: 0.5    # and below this it dissolves
      sums_differ: 10           # purchases and their parts, in the table's units

    # How much is said.
    limits:
      traits: 5
      effect: 0.33              # Cliff's delta from which a trait counts (0.33 is medium: J. Romano and others, 2006)
      recommendations: 2        # for each department
    """#
}
