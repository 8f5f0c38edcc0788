extension Rules {
  /// Rules for people who buy: by how long ago, how often and for how much.
  ///
  /// Thresholds are relative to the table: the chance that a customer here has more than one from elsewhere.
  static let retailYAML = #"""
    version: 1
    pack: retail
    key:
      - monetary
      - recency or frequency
    unless: [donor, donors, donation, donations, donateur, donateurs, donante, donantes, donatore, donatori, spende, spenden]
    synonyms:
      recency:
        - days since last purchase
        - days since last order
        - day since last order
        - last purchase days ago
        - tage seit letztem kauf
        - tage seit letztem einkauf
        - tage seit letzter bestellung
        - tage seit dem letzten kauf
        - letzter kauf vor tagen
        - jours depuis dernier achat
        - jours depuis le dernier achat
        - jours depuis dernière commande
        - jours depuis la dernière commande
        - días desde última compra
        - días desde la última compra
        - dias desde ultima compra
        - días desde último pedido
        - giorni da ultimo acquisto
        - giorni dall ultimo acquisto
      frequency:
        - purchase frequency
        - num orders
        - nb orders
        - bestellungen
        - anzahl bestellungen
        - einkäufe
        - anzahl einkäufe
        - käufe
        - anzahl käufe
        - bons
        - commandes
        - nombre de commandes
        - nb commandes
        - achats
        - nombre d achats
        - pedidos
        - número de pedidos
        - numero de pedidos
        - compras
        - número de compras
        - ordini
        - numero ordini
        - acquisti
        - orders
        - order count
        - number of orders
        - total orders
        - purchase count
        - number of purchases
        - num web purchases + num catalog purchases + num store purchases
      monetary:
        - total spend
        - total spent
        - total spending
        - amount spent
        - spend
        - annual spend
        - total revenue
        - revenue
        - sales
        - umsatz
        - jahresumsatz
        - gesamtumsatz
        - kundenumsatz
        - chiffre d affaires
        - montant total
        - montant annuel
        - importe anual
        - importe total
        - gasto total
        - ventas
        - fatturato
        - spesa totale
        - mnt *
      mean_basket: [ø bon, warenkorb, durchschnittlicher warenkorb, panier moyen, ticket medio, average basket, avg basket, basket value, average order value, avg order value, aov]
      web_orders: [num web purchases, web purchases, online purchases, online orders]
      store_orders: [num store purchases, store purchases]
      catalogue_orders: [num catalog purchases, catalog purchases, catalogue purchases]
      deal_orders: [num deals purchases, deals purchases, discount purchases]
      web_visits: [num web visits month, web visits, site visits]
    totals: [monetary]

    names:
      - name: Recent big spenders
        when: [recency.superiority <= 0.4, monetary.superiority >= 0.7]
      - name: Big spenders not seen lately
        when: [recency.superiority >= 0.65, monetary.superiority >= 0.65]
      - name: Frequent buyers not seen lately
        when: [recency.superiority >= 0.65, frequency.superiority >= 0.65]
      - name: Recent first-time buyers
        when: [recency.superiority <= 0.4, frequency.median <= 1, frequency.superiority <= 0.45]
      - name: Not seen lately
        when: recency.superiority >= 0.7
      - name: Big spenders
        when: monetary.superiority >= 0.7
      - name: Frequent buyers
        when: frequency.superiority >= 0.7
      - name: Seldom, for little
        when: [frequency.superiority <= 0.35, monetary.superiority <= 0.35]
      - name: Small spenders
        when: monetary.superiority <= 0.3
    qualifiers:
      - name: with large baskets
        when: mean_basket.ratio >= 1.5
      - name: with small baskets
        when: mean_basket.ratio <= 0.67
      - name: who buy on the web
        when: web_orders.superiority >= 0.65
      - name: who buy at a discount
        when: deal_orders.superiority >= 0.65

    advice:
      marketing:
        - when: [recency.superiority >= 0.65, monetary.superiority >= 0.6]
          do: Win them back first, with an offer made for them.
          because: |
            their last purchase is {recency.median:number} days ago at the median (everyone {recency.everyone:number}), and
            they brought {monetary.total_share:percent} of all that was spent
        - when: [monetary.superiority >= 0.65, recency.superiority < 0.65]
          do: Reward them before others, and ask what they would miss.
          because: |
            they spent {monetary.median:amount} at the median (everyone {monetary.everyone:amount}), and
            together {monetary.total_share:percent} of all that was spent
        - when: [frequency.median <= 1, recency.superiority <= 0.4]
          do: Give a reason for a second purchase soon.
          because: |
            they bought {frequency.median:number} times at the median (everyone {frequency.everyone:number}), the last time
            {recency.median:number} days ago
        - when: [recency.superiority >= 0.65, monetary.superiority < 0.6]
          do: Remind them at little cost, and stop where nobody answers.
          because: |
            their last purchase is {recency.median:number} days ago at the median (everyone {recency.everyone:number}), and
            they spent {monetary.median:amount} (everyone {monetary.everyone:amount})
        - when: deal_orders.superiority >= 0.65
          do: Test whether they buy without a discount before giving the next one.
          because: |
            they bought {deal_orders.median:number} times at a discount at the median (everyone {deal_orders.everyone:number})
        - when: [frequency.superiority >= 0.65, mean_basket.ratio <= 0.8]
          do: Offer what goes with what they buy.
          because: |
            a purchase is {mean_basket.median:amount} at the median (everyone {mean_basket.everyone:amount}), and they bought
            {frequency.median:number} times (everyone {frequency.everyone:number})
        - when: [frequency.superiority <= 0.4, monetary.superiority <= 0.4, recency.superiority < 0.65]
          do: Try a small offer on a few of them, and measure what it brings.
          because: |
            they spent {monetary.median:amount} at the median (everyone {monetary.everyone:amount}) in
            {frequency.median:number} purchases (everyone {frequency.everyone:number})
      sales channels:
        - when: web_orders.superiority >= 0.65
          do: Reach them on the web first.
          because: |
            they bought {web_orders.median:number} times on the web at the median (everyone {web_orders.everyone:number})
        - when: store_orders.superiority >= 0.65
          do: Reach them in the stores first.
          because: |
            they bought {store_orders.median:number} times in stores at the median (everyone {store_orders.everyone:number})
        - when: catalogue_orders.superiority >= 0.65
          do: Keep sending the catalogue.
          because: |
            they bought {catalogue_orders.median:number} times by catalogue at the median
            (everyone {catalogue_orders.everyone:number})
        - when: [web_visits.superiority >= 0.65, web_orders.superiority <= 0.45]
          do: Find out what keeps visitors of the site from buying there.
          because: |
            they visit {web_visits.median:number} times at the median (everyone {web_visits.everyone:number}) and buy
            {web_orders.median:number} times on the web (everyone {web_orders.everyone:number})
      customer service:
        - when: [monetary.superiority >= 0.65, recency.superiority < 0.65]
          do: Answer them first.
          because: they brought {monetary.total_share:percent} of all that was spent
        - when: [recency.superiority >= 0.65, frequency.superiority >= 0.5]
          do: Look for complaints that were left open.
          because: |
            they bought {frequency.median:number} times at the median (everyone {frequency.everyone:number}), the last time
            {recency.median:number} days ago (everyone {recency.everyone:number})
    """#
}
