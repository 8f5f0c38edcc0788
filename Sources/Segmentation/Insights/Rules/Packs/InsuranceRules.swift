extension Rules {
  /// Rules for the insured: by what they pay, what they claimed and what they hold.
  ///
  /// Thresholds are relative to the table: the chance that a customer here has more than one from elsewhere.
  static let insuranceYAML = #"""
    version: 1
    pack: insurance
    key:
      - premium
      - claims or claim_amount or policies or coverage
    synonyms:
      premium: [annual premium, monthly premium, monthly premium auto, total premium, premium amount, premium paid, policy premium]
      claims: [number of claims, num claims, claim count, claims count, total claims, claim frequency]
      claim_amount: [total claim amount, claims amount, claims paid, total claims paid, claim total]
      policies: [number of policies, num policies, policy count, policies held]
      coverage: [coverage amount, sum insured, insured amount, sum assured, policy limit]
      tenure: [months since policy inception, policy tenure, months insured, years insured]
      complaints: [number of open complaints, open complaints, number of complaints]
    totals: [premium]

    names:
      - name: High premiums, high claims
        when: [premium.superiority >= 0.65, claim_amount.superiority >= 0.65 or claims.superiority >= 0.65]
      - name: High premiums, low claims
        when: [premium.superiority >= 0.65, claim_amount.superiority <= 0.4 or claims.superiority <= 0.4]
      - name: Low premiums, high claims
        when: [premium.superiority <= 0.4, claim_amount.superiority >= 0.65 or claims.superiority >= 0.65]
      - name: Holders of several policies
        when: policies.superiority >= 0.7
      - name: High claims
        when: claim_amount.superiority >= 0.7 or claims.superiority >= 0.7
      - name: High premiums
        when: premium.superiority >= 0.7
      - name: Low premiums
        when: premium.superiority <= 0.3
      - name: Largest coverage
        when: coverage.superiority >= 0.7
      - name: More recently insured
        when: tenure.superiority <= 0.3
      - name: Longer insured
        when: tenure.superiority >= 0.7
    qualifiers:
      - name: with several policies
        when: policies.superiority >= 0.65
      - name: more recently insured
        when: tenure.superiority <= 0.35
      - name: longer insured
        when: tenure.superiority >= 0.65

    advice:
      marketing:
        - when: [premium.superiority >= 0.65, claim_amount.superiority <= 0.5 or claims.superiority <= 0.5]
          do: Keep them, with a bonus for years without a claim.
          because: |
            they pay {premium.median:amount} at the median (everyone {premium.everyone:amount}), and together
            {premium.total_share:percent} of all premiums
        - when: [policies.median <= 1, premium.superiority < 0.65]
          do: Offer a second policy at a joint price.
          because: |
            {policies.share_above(1):percent} hold more than one policy (everyone
            {policies.share_above(1).everyone:percent})
        - when: policies.superiority >= 0.65
          do: Put their policies into one contract that is easier to keep than to leave.
          because: |
            {policies.share_above(1):percent} hold more than one policy (everyone
            {policies.share_above(1).everyone:percent})
        - when: tenure.superiority <= 0.35
          do: Welcome them, and go through what is insured and what is not.
          because: |
            they have been insured for {tenure.median:number} at the median (everyone {tenure.everyone:number})
        - when: [coverage.superiority <= 0.35, premium.superiority >= 0.5]
          do: Show what more coverage would cost.
          because: |
            they are insured for {coverage.median:amount} at the median (everyone {coverage.everyone:amount}) and pay
            {premium.median:amount} (everyone {premium.everyone:amount})
      underwriting:
        - when: [claim_amount.superiority >= 0.65, premium.superiority < 0.6]
          do: Look at the tariff again at the next renewal.
          because: |
            their claims came to {claim_amount.median:amount} at the median (everyone {claim_amount.everyone:amount}), at a
            premium of {premium.median:amount} (everyone {premium.everyone:amount})
        - when: claims.superiority >= 0.65
          do: Look at what the claims have in common, and advise on how to prevent them.
          because: |
            {claims.share_above(0):percent} made a claim (everyone {claims.share_above(0).everyone:percent}),
            {claims.mean:number} on average (everyone {claims.mean.everyone:number})
        - when: [claim_amount.superiority <= 0.4, premium.superiority >= 0.4]
          do: Leave the tariff as it is.
          because: |
            their claims came to {claim_amount.median:amount} at the median (everyone {claim_amount.everyone:amount}), at a
            premium of {premium.median:amount} (everyone {premium.everyone:amount})
      customer service:
        - when: complaints.superiority >= 0.6
          do: Settle what they complain about before the renewal.
          because: |
            {complaints.share_above(0):percent} have a complaint (everyone {complaints.share_above(0).everyone:percent})
        - when: claims.superiority >= 0.6
          do: Say at each step how far a claim has come.
          because: |
            {claims.share_above(0):percent} made a claim (everyone {claims.share_above(0).everyone:percent})
        - when: claim_amount.superiority >= 0.65
          do: Give them one person to ask about a claim.
          because: |
            their claims came to {claim_amount.median:amount} at the median (everyone {claim_amount.everyone:amount})
    """#
}
