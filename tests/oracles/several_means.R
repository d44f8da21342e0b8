# Reference numbers of the comparisons of several means. Run: Rscript tests/oracles/several_means.R
# (R 4.2.2, multcomp 1.4-22, mvtnorm 1.1-3). mvtnorm integrates with random points; its first three digits hold.
suppressPackageStartupMessages(library(multcomp))
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.12g", c(...)), collapse = " ")))
t <- TukeyHSD(aov(breaks ~ tension, data = warpbreaks))$tension
show("tukey of warpbreaks by tension, estimates", t[, "diff"])
show("tukey of warpbreaks by tension, low", t[, "lwr"])
show("tukey of warpbreaks by tension, high", t[, "upr"])
show("tukey of warpbreaks by tension, p", t[, "p adj"])
for (l in c("L", "M", "H")) show(paste("breaks at tension", l), warpbreaks$breaks[warpbreaks$tension == l])
# Unequal sizes: ozone in May, June and July.
d <- subset(airquality, Month < 8 & !is.na(Ozone)); d$Month <- factor(d$Month)
u <- TukeyHSD(aov(Ozone ~ Month, data = d))$Month
show("tukey of ozone, low", u[, "lwr"])
show("tukey of ozone, high", u[, "upr"])
show("tukey of ozone, p", u[, "p adj"])
show("ozone of May", d$Ozone[d$Month == 5])
show("ozone of June", d$Ozone[d$Month == 6])
show("ozone of July", d$Ozone[d$Month == 7])
set.seed(1)
g <- glht(aov(Ozone ~ Month, data = d), linfct = mcp(Month = "Dunnett"))
s <- summary(g, test = adjusted(abseps = 1e-9, maxpts = 1e6))
show("dunnett of ozone, t", s$test$tstat)
cat("dunnett of ozone, p:", sprintf("%.3g", s$test$pvalues), "\n")
show("ptukey q = 3.5, k = 3, df = 2 5 20", ptukey(3.5, 3, c(2, 5, 20), lower.tail = FALSE))
show("qtukey .95, k = 3 5 10, df = 10", qtukey(.95, c(3, 5, 10), 10))
show("qt(.975, c(6, 58))", qt(.975, c(6, 58)))
show("three independent comparisons, 5 %", qnorm(1 - (1 - .95^(1/3)) / 2))
